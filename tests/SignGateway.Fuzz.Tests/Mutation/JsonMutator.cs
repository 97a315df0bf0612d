using System.Text.Json.Nodes;

namespace SignGateway.Fuzz.Tests.Mutation;

/// <summary>Changes JSON that stays JSON: other types, other values, names that are missing, new or nested.</summary>
internal sealed class JsonMutator(Random random)
{
    private readonly Mutator _mutator = new(random);

    public JsonNode Damage(JsonNode root)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var places = Places(root).ToList();
            var (parent, name) = places.Count == 0 ? (null, null) : places[random.Next(places.Count)];
            switch (parent)
            {
                case JsonObject members when _mutator.OneIn(4):
                    members.Remove((string)name!);
                    break;
                case JsonObject members when _mutator.OneIn(4):
                    members[_mutator.Damage((string)name!)] = Value(members[(string)name!]);
                    break;
                case JsonObject members:
                    members[(string)name!] = Value(members[(string)name!]);
                    break;
                case JsonArray items:
                    items[(int)name!] = Value(items[(int)name!]);
                    break;
                default:
                    return Value(root) ?? new JsonArray();
            }
        }

        return root;
    }

    private JsonNode? Value(JsonNode? old) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => random.Next(-2, 300),
        4 => random.NextDouble() * 1e18,
        5 => new JsonArray(old?.DeepClone()),
        6 => new JsonObject { [_mutator.Text(8)] = old?.DeepClone() },
        7 => new string('a', random.Next(5000)),
        8 when old is JsonValue value && value.TryGetValue<string>(out var text) => _mutator.Damage(text),
        _ => _mutator.Text(60),
    };

    private static IEnumerable<(JsonNode Parent, object Name)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Within(member.Value).Prepend((members, (object)member.Key))),
        JsonArray items => items.SelectMany((item, index) => Within(item).Prepend((items, (object)index))),
        _ => [],
    };

    private static IEnumerable<(JsonNode, object)> Within(JsonNode? node) => node is null ? [] : Places(node);
}
