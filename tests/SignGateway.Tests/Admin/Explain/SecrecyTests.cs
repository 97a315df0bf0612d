using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>Whatever is pasted, an answer comes, within its bounds, and nothing in it works like a key.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private const string Secret = "GhjR8sK2mWq0TzLp4VbXyN6cUdEo1A";
    private const string Token = "CAISxQJ1q6Ft5B2yfSjIr5fbXhEIUOYbdJrMqp8k/mV+Zw3tHn7uPcAe9Lg0xRs4vB";
    private const int Window = 20;

    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;
    private HashSet<string> _secrets = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Credentials:AccessKeySecret"] = Secret, ["SignGateway:Credentials:SecurityToken"] = Token });
        _grant = await _gateway.SignAsync();
        var fields = _grant.Fields();
        string[] secrets = [Secret, Token, (string)fields["x-oss-signature"]!, (string)fields["x-oss-meta-upload-ticket"]!, _grant.Ticket(), (string)fields["callback"]!, (string)fields["policy"]!];
        _secrets = [.. secrets.SelectMany(Windows)];
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_grant_in_any_form_is_explained_without_what_works_like_a_key()
    {
        var fields = _grant.Fields();
        foreach (var text in new[]
        {
            _grant.ToJsonString(),
            string.Join('\n', fields.Select(field => $"{field.Key}: {field.Value}")),
            (string)fields["policy"]!,
            (string)fields["callback"]!,
            _grant.Ticket(),
            (string)fields["x-oss-meta-upload-ticket"]!,
            $"<Error><Code>SignatureDoesNotMatch</Code><Message>{fields["policy"]}</Message><SignatureProvided>{fields["x-oss-signature"]}</SignatureProvided><StringToSign>{fields["policy"]}</StringToSign></Error>",
            $"<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy Condition failed: [\"eq\", \"$callback\", \"{fields["callback"]}\"]</Message></Error>{fields}",
            $"<Error><Code>InvalidArgument</Code><ArgumentName>callback</ArgumentName><ArgumentValue>{fields["callback"]}</ArgumentValue><Odd>{fields["x-oss-security-token"]}</Odd></Error>",
            $"key: {Secret}\nx-oss-meta-a: {Token}",
        })
        {
            Assert.NotEqual("unknown", await SafelyAsync(text));
        }
    }

    [Fact]
    public async Task a_secret_in_the_place_of_another_field_is_not_shown()
    {
        var fields = _grant.Fields().ToList();
        var random = new Random(4);
        for (var count = 0; count < 150; count++)
        {
            var form = new JsonObject();
            foreach (var (name, value) in fields)
                form[name] = value!.DeepClone();
            // Values change places, or become a name.
            var (one, other) = (fields[random.Next(fields.Count)], fields[random.Next(fields.Count)]);
            form[one.Key] = other.Value!.DeepClone();
            if (random.Next(3) == 0)
                form[(string)other.Value!] = one.Key;
            await SafelyAsync(form.ToJsonString());
        }
    }

    [Fact]
    public async Task damaged_texts_are_explained_and_show_nothing()
    {
        string[] texts =
        [
            _grant.ToJsonString(), _grant.Fields().ToJsonString(), (string)_grant.Fields()["policy"]!, (string)_grant.Fields()["callback"]!, _grant.Ticket(),
            Encoding.UTF8.GetString(Convert.FromBase64String((string)_grant.Fields()["policy"]!)),
            $"<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy Condition failed: [\"eq\", \"$x-oss-security-token\", \"{Token}\"]</Message></Error>{_grant}",
            string.Join('&', _grant.Fields().Select(field => $"{field.Key}={Uri.EscapeDataString((string)field.Value!)}")),
        ];
        var random = new Random(5);
        for (var count = 0; count < 400; count++)
            await SafelyAsync(Damaged(texts[count % texts.Length], random));
    }

    [Fact]
    public async Task random_texts_are_answered()
    {
        const string pieces = "{}[]\":,<>/=&%$\\\n\r\t -_AQEkey:policy\u202e\u0000\uffff é猫";
        string[] words = ["<Error>", "</Error>", "<Code>", "\"conditions\"", "\"fields\"", "\"callbackUrl\"", "policy", "x-oss-date", "--x\n", "Content-Disposition: form-data; name=\"", "AQEC", "eyJ", "${", "\\ud800", "%ff", "😀"];
        var random = new Random(6);
        for (var count = 0; count < 600; count++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 60); length > 0; length--)
                text.Append(random.Next(3) == 0 ? words[random.Next(words.Length)] : pieces[random.Next(pieces.Length)]);
            await SafelyAsync(text.ToString());
        }
    }

    [Fact]
    public async Task the_largest_texts_are_answered_within_bounds()
    {
        const int size = 64 * 1024;
        string Filled(string start, string piece, string end) => start + string.Concat(Enumerable.Repeat(piece, (size - start.Length - end.Length) / piece.Length)) + end;
        foreach (var text in new[]
        {
            Filled("{\"conditions\":", "[", ""),
            Filled("{\"conditions\":[", "[1],", "1]}"),
            Filled("{\"expiration\":\"2026-01-01T13:00:00Z\",\"conditions\":[", "{\"a\":\"b\"},", "{\"a\":\"b\"}]}"),
            Filled("<Error>", "<a>", ""),
            Filled("<Error>", "<a>b</a>", "</Error>"),
            Filled("<Error><Code>", "&lt;", "</Code></Error>"),
            Filled("", "key: a\n", ""),
            Filled("key=a", "&a=b", ""),
            Filled("--a\nContent-Disposition: form-data; name=\"key\"\n", "--a\n", ""),
            Filled("key: ", "/", ""),
            Filled("", "A", ""),
            Filled("", "AQEC", ""),
            Filled("key:", " ", ""),
            Filled("{\"key\":\"", "x", "\"}"),
            $"{{\"fields\":{Filled("{\"callback\":\"", "A", "\"}")[..(size - 20)]}",
            Filled("<Error><Code>a</Code><StringToSign>", "a\n", "</StringToSign></Error>"),
        })
        {
            await SafelyAsync(text);
        }
    }

    [Fact]
    public async Task no_answer_has_over_200_points_and_none_a_text_over_its_bounds()
    {
        var conditions = string.Join(',', Enumerable.Range(0, 200).Select(number => $$"""["eq","$x:{{number}}","{{new string('v', 30)}} {{string.Concat(Enumerable.Repeat("猫😀 ", 40))}}"]"""));
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"expiration":"2026-01-01T13:00:00Z","conditions":[{{conditions}}]}"""));
        var small = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"expiration":"2026-01-01T13:00:00Z","conditions":[{{string.Join(',', Enumerable.Range(0, 200).Select(number => $$"""{"x:{{number}}":"a"}"""))}}]}"""));
        Assert.True(policy.Length > 64 * 1024);
        var answer = await _gateway.ExplainAsync(new JsonObject { ["key"] = new string('/', 2000) + string.Concat(Enumerable.Repeat("😀", 2000)), ["policy"] = small, ["x-oss-signature"] = "a" });
        Assert.Equal(200, answer.Rows().Count());
        Assert.EndsWith("Of its points, the first 200 are shown.", answer.Summary(), StringComparison.Ordinal);

        answer = await _gateway.ExplainAsync(new JsonObject { ["key"] = string.Concat(Enumerable.Repeat("😀", 2000)), ["policy"] = "eyJjb25kaXRpb25zIjpbeyJrZXkiOiJhIn1dfQ==" });
        var value = (string)answer.Row("Policy", "key")["value"]!;
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 256)) + "… [cut]", value);
        answer = await _gateway.ExplainAsync(new JsonObject { ["key"] = "." + string.Concat(Enumerable.Repeat("😀", 2000)), ["policy"] = "eyJjb25kaXRpb25zIjpbeyJrZXkiOiJhIn1dfQ==" });
        Assert.Equal("." + string.Concat(Enumerable.Repeat("😀", 255)) + "… [cut]", (string)answer.Row("Policy", "key")["value"]!);
    }

    [Fact]
    public async Task hostile_text_stays_text()
    {
        const string hostile = "<script>alert(1)</script>\u202e\u0007";
        var answer = await _gateway.ExplainAsync(new JsonObject { ["key"] = hostile, ["policy"] = new JsonObject { ["conditions"] = new JsonArray(new JsonArray("eq", $"${hostile}", hostile)) }.Base64() });
        Assert.Equal(hostile, (string)answer.Row("Policy", hostile)["expected"]!);
    }

    private static string Damaged(string text, Random random)
    {
        var (at, length) = (random.Next(text.Length), random.Next(1, 40));
        var end = Math.Min(text.Length, at + length);
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => text.Remove(at, end - at),
            2 => text.Insert(at, "\" <&%\u0000{"[..random.Next(1, 8)]),
            _ => text[..at] + (char)random.Next(32, 127) + text[(at + 1)..],
        };
    }

    // 20 characters of a secret are too many; fewer may agree by chance, as the head of every ticket does.
    private async Task<string> SafelyAsync(string text)
    {
        var answer = await _gateway.ExplainAsync(text);
        var shown = string.Join('\n', answer.Rows().SelectMany(row => row.Select(member => (string?)member.Value)).Append(answer.Summary()));
        Assert.DoesNotContain(Windows(shown), _secrets.Contains);
        Assert.InRange(answer.Rows().Count(), 0, 200);
        Assert.All(answer.Rows().SelectMany(row => row), member => Assert.InRange(((string?)member.Value)?.Length ?? 0, 0, 600));
        return answer.Kind();
    }

    private static IEnumerable<string> Windows(string text) => Enumerable.Range(0, Math.Max(0, text.Length - Window + 1)).Select(start => text.Substring(start, Window));
}
