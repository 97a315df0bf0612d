using System.Text;
using System.Text.RegularExpressions;
using OssSimulator.Callbacks;
using OssSimulator.Policies;
using SignGateway.Fuzz.Tests.Mutation;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Errors;
using SignGateway.Protocol.Policies;
using Xunit;
using PolicyDocument = SignGateway.Protocol.Policies.PolicyDocument;

namespace SignGateway.Fuzz.Tests.Parsers;

/// <summary>
/// What was right and is damaged goes to our parser and, where the simulator has one of its own for the same thing, to that too: nothing is thrown, and
/// what one takes the other takes, for the same.
/// </summary>
public sealed partial class DamagedTextTests
{
    private static readonly string[] Origins = ["https://gosspublic.alicdn.com", "https://keys.example.com:8443"];

    [Fact]
    public void policies() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var json = new Mutator(random).Damage(Encoding.UTF8.GetBytes(Policy(random).ToJson()));
        var base64 = Convert.ToBase64String(json);
        var refusal = PolicyParser.Parse(base64, out var theirs);
        var ours = PostPolicy.FromBase64(base64, out _);
        var isOurs = ours?.Expiration is not null && !ours.Conditions.OfType<PolicyCondition.Unreadable>().Any();

        Same(isOurs, refusal is null, $"{refusal?.Message} {Encoding.UTF8.GetString(json)}");
        if (!isOurs)
            return;
        Same(ours!.Expiration, (DateTimeOffset?)theirs!.Expiration, "expiration");
        Same(
            string.Join('\n', ours.FieldConditions.Select(condition => $"{condition.Operator} {condition.Field} {string.Join('|', condition.Values)}")),
            string.Join('\n', theirs.Conditions.Select(condition => $"{condition.Operator} {condition.Field} {string.Join('|', condition.Values)}")),
            Encoding.UTF8.GetString(json));
    });

    [Fact]
    public void callback_parameters() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var mutator = new Mutator(random);
        var right = new CallbackParameters(["https://a.example.com/cb", "http://b.example.com:81/"], "bucket=${bucket}&x:a=${x:a}", mutator.Pick([CallbackBodyType.Form, CallbackBodyType.Json]), "a.example.com", mutator.OneIn(2));
        var base64 = Convert.ToBase64String(mutator.Damage(Encoding.UTF8.GetBytes(right.ToJson())));
        var refusal = CallbackParser.Parse(base64, out var theirs);
        var ours = CallbackDocument.FromBase64(base64, out _);

        // The simulator also looks into URLs and hosts; what it takes, we must read.
        if (refusal is not null)
            return;
        Same(ours is { Faults.Count: 0 }, true, $"{string.Join(' ', ours?.Faults ?? [])} {Encoding.UTF8.GetString(Convert.FromBase64String(base64))}");
        Same(ours!.Body, theirs!.Body, "body");
        Same(ours.Urls.Count, theirs.Urls.Count, "URLs");
        Same(ours.BodyType == CallbackBodyType.Json, theirs.BodyType == CallbackConfiguration.JsonType, "type");
    });

    [Fact]
    public void callback_bodies() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var mutator = new Mutator(random);
        var isJson = mutator.OneIn(2);
        var right = isJson ? """{"bucket":"b","object":"a \"b\" 图","size":5,"etag":null,"height":[3],"x:a":"+ "}""" : "bucket=b&object=a%20%E5%9B%BE&size=5&etag=&x:a=%2B+";
        var damaged = mutator.Damage(Encoding.UTF8.GetBytes(right));
        if (!CallbackBody.TryParse(isJson ? "application/json" : "application/x-www-form-urlencoded", damaged, out var body, out var reason))
        {
            Same(reason.Length > 0 && reason.Length < 100 && body is null, true, reason);
            return;
        }

        foreach (var name in body!.Names)
            Same(name.Any(char.IsControl) || body.Get(name)?.Any(char.IsControl) == true, false, name);
        Same(body.Names.Count() <= 200, true, "names");
    });

    [Fact]
    public void callback_templates() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var mutator = new Mutator(random);
        var type = mutator.Pick([CallbackBodyType.Form, CallbackBodyType.Json]);
        var template = new SignGateway.Protocol.Callbacks.CallbackTemplate().Constant("ticket", "a\"b").Variable("object", "object").OptionalVariable("height", "imageInfo.height").Render(type);
        Same(CallbackTemplateReader.Read(mutator.Damage(template), type) is null or { Count: <= 200 }, true, template);
    });

    /// <summary>An address that is admitted names, for a parser of URLs too, an allowed host and nothing else.</summary>
    [Fact]
    public void addresses_of_keys() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var mutator = new Mutator(random);
        var right = $"{mutator.Pick(Origins)}/callback_pub_key_v{random.Next(2000)}.pem";
        var header = Convert.ToBase64String(mutator.OneIn(2) ? mutator.Damage(Encoding.UTF8.GetBytes(right)) : Encoding.UTF8.GetBytes(mutator.Damage(right)));
        if (mutator.OneIn(8))
            header = mutator.Damage(header);
        if (!PublicKeyUrl.TryAdmit(header, Origins, out var admitted))
            return;
        var url = admitted!.FetchUrl;
        Same(Origins.Contains(url.GetLeftPart(UriPartial.Authority)), true, url.AbsoluteUri);
        Same(url is { UserInfo: "", Query: "", Fragment: "", Scheme: "https" } && KeyPath().IsMatch(url.AbsolutePath), true, url.AbsoluteUri);
    });

    [Fact]
    public void errors_of_oss() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var right = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>AccessDenied</Code>\n  <Message>a &amp; b</Message>\n  <RequestId>65F2</RequestId>\n  <EC>0003-00000001</EC>\n</Error>";
        Same(OssErrorDocument.Read(new Mutator(random).Damage(right)) is null or { Elements.Count: <= 60 }, true, right);
    });

    private static PolicyDocument Policy(Random random)
    {
        var policy = new PolicyDocument(new DateTimeOffset(2026, 1, 1, 12, 10, 0, random.Next(1000), TimeSpan.Zero)).Exactly("bucket", "photos");
        for (var conditions = random.Next(5); conditions > 0; conditions--)
        {
            _ = random.Next(5) switch
            {
                0 => policy.Equal("key", "uploads/7 $ \"図\".png"),
                1 => policy.StartsWith("x:a", ""),
                2 => policy.In("content-type", ["image/png", "image/jpeg"]),
                3 => policy.NotIn("cache-control", ["no-cache"]),
                _ => policy.ContentLengthRange(random.Next(10), random.Next(10, 100)),
            };
        }

        return policy;
    }

    private static void Same<T>(T ours, T theirs, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(ours, theirs))
            throw new FuzzException($"{ours} is not {theirs}: {what}");
    }

    [GeneratedRegex(@"\A/callback_pub_key_v[0-9]{1,3}\.pem\z")]
    private static partial Regex KeyPath();
}
