using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Fuzz.Tests.Mutation;
using SignGateway.Fuzz.Tests.Wire;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>Requests to the routes of an upload and to the lists, with ids, queries and bodies that are wrong.</summary>
internal sealed class OtherRequests(Random random)
{
    private static readonly (string Method, string Path)[] Routes =
    [
        ("GET", "/v1/uploads/{id}"), ("DELETE", "/v1/uploads/{id}"), ("POST", "/v1/uploads/{id}/confirm"), ("GET", "/v1/uploads/{id}/content"), ("POST", "/v1/uploads/{id}/parts"),
        ("GET", "/v1/uploads/{id}/parts"), ("POST", "/v1/uploads/{id}/complete"), ("GET", "/v1/uploads"), ("GET", "/v1/compat/aliyun/v4"), ("GET", "/v1/compat/aliyun/v1"), ("GET", "/v1/nothing"),
    ];

    private static readonly string[] Queries = ["state=stored", "limit=1", "limit=201", "limit=-1", "cursor=", "profile=default", "state=", "dir=a", "limit=99999999999", "cursor=AAAA", "limit=1&limit=2"];

    private readonly Mutator _mutator = new(random);

    public WireRequest Make(JsonObject grant, bool isOthers)
    {
        var (method, path) = _mutator.Pick(Routes);
        var id = (string)grant["id"]!;
        var request = new WireRequest { Method = method, Target = path.Replace("{id}", _mutator.OneIn(3) ? Uri.EscapeDataString(_mutator.Damage(id)) : id, StringComparison.Ordinal) };
        if (_mutator.OneIn(2))
            request.Target += $"?{(_mutator.OneIn(3) ? Uri.EscapeDataString(_mutator.Damage(_mutator.Pick(Queries))).Replace("%3D", "=", StringComparison.Ordinal) : _mutator.Pick(Queries))}";
        if (method == "POST")
        {
            request.Body = _mutator.Damage(Encoding.UTF8.GetBytes($$"""{"numbers":[{{random.Next(-1, 4)}},{{random.Next(10_003)}}]}"""));
            request["Content-Type"] = "application/json";
        }

        request["Test-User"] = isOthers ? "mallory" : "alice";
        request.MayBreakHttp = true;
        return request;
    }
}
