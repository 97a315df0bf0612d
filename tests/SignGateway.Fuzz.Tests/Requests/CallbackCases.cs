using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Fuzz.Tests.Mutation;
using SignGateway.Fuzz.Tests.Wire;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>
/// A callback for a grant of its own, with something wrong: as somebody in the middle, another customer of OSS, or the uploader would have it. What was
/// done to it tells whether it may be recorded, by a reading of the body that shares nothing with the gateway's.
/// </summary>
internal sealed class CallbackCases(Random random)
{
    private static readonly string[] KeyUrls =
    [
        "https://keys.example.com/callback_pub_key_v1.pem", "https://keys.example.com/callback_pub_key_v12.pem", "http://keys.example.com/callback_pub_key_v1.pem",
        "https://keys.example.com.evil.example/callback_pub_key_v1.pem", "https://keys.example.com@evil.example/callback_pub_key_v1.pem",
        "https://keys.example.com/../callback_pub_key_v1.pem", "https://keys.example.com:444/callback_pub_key_v1.pem", "//keys.example.com/callback_pub_key_v1.pem",
        "https://keys.example.com/callback_pub_key_v1.pem?x", "https://keys.example.com/callback_pub_key_v1.pem#", "https://KEYS.example.com/callback_pub_key_v1.pem", "file:///etc/passwd",
    ];

    private readonly Mutator _mutator = new(random);

    /// <summary>The request, and whether recording it would be right.</summary>
    public (WireRequest Request, bool MayBeRecorded) Make(JsonObject grant, JsonObject otherGrant)
    {
        var callback = new OssCallback(grant);
        var ticket = Tickets(callback.Body, callback.ContentType).First();
        var kind = random.Next(13);
        if (kind < 3)
            DamageValues(callback);
        else if (kind == 3)
            callback.Template = _mutator.Damage(callback.Template);
        else if (kind == 4)
            callback.ContentType = _mutator.Pick(["application/json", "application/x-www-form-urlencoded", "text/plain", "", "application/json; charset=utf-16"]);

        var body = Encoding.UTF8.GetBytes(callback.Body);
        if (kind == 5)
            body = _mutator.Damage(body);
        else if (kind == 6)
            body = Encoding.UTF8.GetBytes(callback.Body.Replace(ticket, OtherTicket(otherGrant, grant, ticket), StringComparison.Ordinal));
        else if (kind == 7)
            callback.Target = _mutator.OneIn(2) ? _mutator.Damage(callback.Target) : $"{callback.Target}?{_mutator.Damage("a=1")}";

        var request = Signed(callback, body);
        var isSigned = true;
        switch (kind)
        {
            case 8:
                request.Body = _mutator.Damage(request.Body);
                isSigned = request.Body.AsSpan().SequenceEqual(body);
                break;
            case 9:
                var signature = request["Authorization"]!;
                request["Authorization"] = _mutator.OneIn(5) ? null : _mutator.Damage(signature);
                request.MayBreakHttp = true;
                // Signatures are numbers: what decodes to the same bytes is the same.
                isSigned = Same(request["Authorization"], signature);
                break;
            case 10:
                var url = _mutator.OneIn(3) ? _mutator.Damage(callback.KeyUrl) : _mutator.Pick(KeyUrls);
                request["x-oss-pub-key-url"] = _mutator.OneIn(4) ? _mutator.Damage(request["x-oss-pub-key-url"]!) : Convert.ToBase64String(Encoding.UTF8.GetBytes(url));
                request.MayBreakHttp = true;
                break;
            case 11:
                new SignRequests(random).BreakFraming(request);
                break;
        }

        if (kind == 7)
            request.MayBreakHttp = true;
        return (request, isSigned && IsAbout(Encoding.UTF8.GetString(body), callback.ContentType, ticket, grant));
    }

    private void DamageValues(OssCallback callback)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var name = _mutator.Pick([.. callback.Values.Keys]);
            callback.Values[name] = random.Next(5) switch
            {
                0 => null,
                1 => random.NextInt64(long.MinValue, long.MaxValue),
                2 => _mutator.Text(40),
                3 => _mutator.Damage(callback.Values[name]?.ToString() ?? ""),
                _ => _mutator.Pick([.. callback.Values.Values])?.DeepClone(),
            };
        }
    }

    // One of another grant, one of another purpose, or this one with something changed.
    private string OtherTicket(JsonObject otherGrant, JsonObject grant, string ticket)
    {
        var other = new OssCallback(otherGrant);
        return random.Next(4) switch
        {
            0 => Tickets(other.Body, other.ContentType).First(),
            1 => new GrantParts(grant).Ticket ?? "",
            2 => new GrantParts(otherGrant).Ticket ?? "",
            _ => Uri.EscapeDataString(_mutator.Damage(ticket)),
        };
    }

    private static WireRequest Signed(OssCallback callback, byte[] body)
    {
        var request = new WireRequest { Target = callback.Target, Body = body };
        using var signed = callback.Request(body);
        foreach (var (name, values) in signed.Headers)
            request[name] = string.Join(", ", values);
        request["Content-Type"] = callback.ContentType.Length == 0 ? null : callback.ContentType;
        return request;
    }

    private static bool Same(string? one, string other)
    {
        var (first, second) = (new byte[256], new byte[256]);
        return one is not null && Convert.TryFromBase64String(one.Trim(), first, out var length) && Convert.TryFromBase64String(other, second, out var otherLength)
            && first.AsSpan(0, length).SequenceEqual(second.AsSpan(0, otherLength));
    }

    // OSS signed it; is it about this very grant?
    private static bool IsAbout(string body, string contentType, string ticket, JsonObject grant) =>
        Tickets(body, contentType).Contains(ticket)
        && Values(body, contentType, "bucket").Contains((string)grant["bucket"]!)
        && Values(body, contentType, "object").Contains((string)grant["key"]!);

    private static IEnumerable<string> Tickets(string body, string contentType) => Values(body, contentType, "ticket");

    private static IEnumerable<string> Values(string body, string contentType, string name)
    {
        if (!contentType.Contains("json", StringComparison.OrdinalIgnoreCase))
            return body.Split('&').Where(pair => WebUtility.UrlDecode(pair.Split('=')[0]) == name).Select(pair => WebUtility.UrlDecode(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        try
        {
            var value = JsonNode.Parse(body)?[name];
            return value is null ? [] : [value is JsonArray { Count: 1 } only ? only[0]?.ToString() ?? "" : value.ToString()];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return [];
        }
    }
}
