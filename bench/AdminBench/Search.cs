using System.Globalization;
using SignGateway.Tickets;

namespace AdminBench;

/// <summary>One kind of search; each round asks for something else.</summary>
internal sealed record Search(string Name, Func<int, IReadOnlyDictionary<string, string>> Ask)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static IEnumerable<Search> All(SeededLedger ledger)
    {
        yield return new("first page", _ => With());
        yield return new("a user", round => With(("user", ledger.User(round * 131 + 7))));
        yield return new("the user with most uploads", _ => With(("user", SeededLedger.HeavyUser)));
        yield return new("a user who has none", round => With(("user", $"nobody-{round}")));
        yield return new("key prefix, one day", round => With(("keyPrefix", SeededLedger.Day(Somewhen(round)))));
        yield return new("key prefix, one month", round => With(("keyPrefix", SeededLedger.Day(Somewhen(round))[..16])));
        yield return new("key prefix, some minutes", round => With(("keyPrefix", $"{SeededLedger.Day(Somewhen(round))}{UploadId.FirstOf(Somewhen(round)).ToString()[..6]}")));
        yield return new("key prefix that none has", round => With(("keyPrefix", $"elsewhere/{round}")));
        yield return new("an hour", round => With(("from", Text(Somewhen(round))), ("to", Text(Somewhen(round).AddHours(1)))));
        yield return new("a week", round => With(("from", Text(Somewhen(round))), ("to", Text(Somewhen(round).AddDays(7)))));
        yield return new("before a time", round => With(("to", Text(Somewhen(round)))));
        yield return new("a user in a week", round => With(("user", ledger.User(round * 17 + 3)), ("from", Text(Somewhen(round))), ("to", Text(Somewhen(round).AddDays(7)))));
        yield return new("one state and type in a week", round => With(("state", "issued"), ("type", "application/pdf"), ("from", Text(Somewhen(round))), ("to", Text(Somewhen(round).AddDays(7)))));
        yield return new("a size that none has", round => With(("minSize", $"{10_000_000 + round}")));

        // Days far from each other, so that no round warms what the next one reads.
        DateTimeOffset Somewhen(int round) => ledger.At(0.02 + round * 0.377 % 0.9);

        static IReadOnlyDictionary<string, string> With(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

        static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
    }

    public string Route(int round) => "#/uploads?" + string.Join('&', Ask(round).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
}
