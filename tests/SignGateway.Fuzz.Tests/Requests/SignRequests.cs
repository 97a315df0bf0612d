using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Fuzz.Tests.Mutation;
using SignGateway.Fuzz.Tests.Wire;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>Makes requests for grants: right ones, and others with something wrong at any depth.</summary>
internal sealed class SignRequests(Random random)
{
    private static readonly string[] Profiles = ["default", "json", "puts", "parts", "small", "nobody"];
    private static readonly string[] Methods = ["post", "put", "multipart", "POST", "sdk"];
    private static readonly string[] Types = ["image/png", "text/plain", "application/octet-stream", "image/svg+xml"];
    private static readonly string[] Media = ["text/plain", "application/json; charset=gbk", "application/problem+json", "application/x-www-form-urlencoded", "APPLICATION/JSON", ""];

    private readonly Mutator _mutator = new(random);

    public static WireRequest Right(JsonNode body, string user = "alice") => Post("/v1/uploads", body.ToJsonString(), user);

    public WireRequest Single() => Damaged(Post("/v1/uploads", Text(Body()), "alice"));

    public WireRequest Batch()
    {
        var uploads = new JsonArray([.. Enumerable.Range(0, random.Next(_mutator.OneIn(20) ? 102 : 4)).Select(_ => Body())]);
        return Damaged(Post("/v1/uploads:batch", Text(new JsonObject { ["uploads"] = uploads }), "alice"));
    }

    private JsonObject Body()
    {
        var body = new JsonObject { ["fileName"] = _mutator.OneIn(3) ? _mutator.Text(300) : "cat photo.png" };
        if (_mutator.OneIn(2))
            body["profile"] = _mutator.Pick(Profiles);
        if (_mutator.OneIn(2))
            body["contentType"] = _mutator.OneIn(4) ? _mutator.Damage("image/png") : _mutator.Pick(Types);
        if (_mutator.OneIn(2))
            body["size"] = _mutator.OneIn(6) ? random.NextInt64() : random.Next(200_000);
        if (_mutator.OneIn(4))
            body["method"] = _mutator.Pick(Methods);
        if (_mutator.OneIn(2))
            body["vars"] = new JsonObject(Enumerable.Range(0, random.Next(_mutator.OneIn(9) ? 20 : 4)).Select(index => KeyValuePair.Create($"v{index}", (JsonNode?)_mutator.Text(_mutator.OneIn(9) ? 300 : 20))));
        return body;
    }

    private string Text(JsonNode body) => (_mutator.OneIn(2) ? new JsonMutator(random).Damage(body) : body).ToJsonString();

    private WireRequest Damaged(WireRequest request)
    {
        switch (random.Next(12))
        {
            case < 3:
                request.Body = _mutator.Damage(request.Body);
                break;
            case 3:
                request["Content-Type"] = _mutator.Pick(Media);
                break;
            case 4:
                request["Idempotency-Key"] = _mutator.Text(_mutator.OneIn(3) ? 300 : 20);
                request.MayBreakHttp = true;
                break;
            case 5:
                request["Test-User"] = _mutator.OneIn(2) ? null : _mutator.Text(40);
                request.MayBreakHttp = true;
                break;
            case 6 when _mutator.OneIn(2):
                BreakFraming(request);
                break;
            case 7 when _mutator.OneIn(3):
                request.Body = [.. request.Body, .. new byte[random.Next(200_000)]];
                break;
        }

        return request;
    }

    /// <summary>Lengths that are wrong, bodies in pieces, and headers that are too many.</summary>
    public void BreakFraming(WireRequest request)
    {
        request.MayBreakHttp = true;
        switch (random.Next(7))
        {
            case 0:
                request["Content-Length"] = _mutator.Pick(["0", "1", "-1", "99999999999999999999", "5000", "+3", "3 3", "0x10", ""]);
                break;
            case 1:
                request["Transfer-Encoding"] = _mutator.Pick(["chunked", "gzip, chunked", "chunked, chunked", "identity", "chunked\r\nContent-Length: 4"]);
                break;
            case 2:
                request["Transfer-Encoding"] = "chunked";
                request.Body = _mutator.Damage([.. Encoding.ASCII.GetBytes($"{request.Body.Length:x}\r\n"), .. request.Body, .. "\r\n0\r\n\r\n"u8]);
                break;
            case 3:
                for (var count = random.Next(200); count > 0; count--)
                    request.Headers.Add(new($"X-{count}", new string('a', random.Next(400))));
                break;
            case 4:
                request["Expect"] = _mutator.Pick(["100-continue", "200-ok"]);
                break;
            case 5:
                request.Method = _mutator.Pick(["GET", "PUT", "OPTIONS", "HEADER", "post", "P OST", "POST\t"]);
                break;
            default:
                request.Target = _mutator.Damage(request.Target);
                break;
        }
    }

    private static WireRequest Post(string target, string body, string user)
    {
        var request = new WireRequest { Target = target, Body = Encoding.UTF8.GetBytes(body) };
        request["Content-Type"] = "application/json";
        request["Test-User"] = user;
        return request;
    }
}
