using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OssSimulator.Callbacks;
using OssSimulator.Hosting;
using OssSimulator.Policies;
using OssSimulator.Signing;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Multipart;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;
using Xunit;
using CallbackTemplate = SignGateway.Protocol.Callbacks.CallbackTemplate;
using CompleteBody = SignGateway.Protocol.Multipart.CompleteBody;
using PolicyDocument = SignGateway.Protocol.Policies.PolicyDocument;

namespace SignGateway.Fuzz.Tests.Parsers;

/// <summary>What we write, the simulator reads as it was meant, for any text; and the other way round.</summary>
public sealed class RoundTripTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Samples = ["a", "Z", "7", " ", "+", "%", "&", "=", "/", "\"", "\\", "$", "{", "}", "${x:a}", "'", "<", ";", ",", "~", "*", "é", "图", "😀", "\u2028"];

    private static readonly Arbitrary<string> Text = Gen.Elements(Samples).ListOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void the_simulator_reads_the_policy_that_was_written() => Hold(Prop.ForAll(Text, Text, Gen.Choose(0, int.MaxValue).ToArbitrary(), (field, value, size) =>
    {
        var policy = new PolicyDocument(Now).Exactly("bucket", value).Equal($"x:{field}", value).StartsWith("key", value).In("x:b", [value, field]).NotIn("x:c", [field]).ContentLengthRange(size, size + 5L);
        return PolicyParser.Parse(policy.ToBase64(), out var read) is null && read!.Expiration == Now && read.Size == new SizeRange(size, size + 5L)
            && read.Conditions.Select(condition => (condition.Field, string.Join('\n', condition.Values)))
                .SequenceEqual([("bucket", value), ($"x:{field}", value), ("key", value), ("x:b", $"{value}\n{field}"), ("x:c", field)])
            && PostPolicy.FromBase64(policy.ToBase64(), out _)!.FieldConditions.Select(condition => (condition.Field, string.Join('\n', condition.Values)))
                .SequenceEqual(read.Conditions.Select(condition => (condition.Field, string.Join('\n', condition.Values))));
    }));

    [Fact]
    public void what_the_simulator_fills_in_is_what_the_gateway_reads() => Hold(Prop.ForAll(Text, Text, Gen.Elements(CallbackBodyType.Form, CallbackBodyType.Json).ToArbitrary(), (constant, value, type) =>
    {
        var template = new CallbackTemplate().Constant("ticket", constant).Variable("object", "object").Variable("size", "size").OptionalVariable("x:a", "x:a").Render(type);
        var parameters = new CallbackParameters(["https://a.example.com/"], template, type);
        if (CallbackParser.Parse(parameters.ToBase64(), out var configuration) is not null)
            return parameters.ToBase64().Length > CallbackParameters.MaxBase64Length;
        var body = OssSimulator.Callbacks.CallbackTemplate.Fill(configuration!.Body, configuration.BodyType, JsonMissingValue.Nothing, name => name switch
        {
            "object" or "x:a" => new CallbackValue(value),
            "size" => CallbackValue.Number(7),
            _ => null,
        });
        return CallbackBody.TryParse(configuration.BodyType, Encoding.UTF8.GetBytes(body), out var read, out _)
            && (read!.Get("ticket"), read.Get("object"), read.Get("size"), read.Get("x:a")) == (constant, value, "7", value)
            && CallbackTemplateReader.Read(template, type)!.Select(entry => (entry.Name, entry.Value, entry.IsVariable))
                .SequenceEqual([("ticket", constant, false), ("object", "object", true), ("size", "size", true), ("x:a", "x:a", true)]);
    }));

    [Fact]
    public void the_simulator_verifies_a_presigned_url_of_any_key_and_header() => Hold(Prop.ForAll(Text, Text, Text, (key, value, header) =>
    {
        var name = $"k{key}";
        var headers = new Dictionary<string, string> { ["x-oss-meta-a"] = Uri.EscapeDataString(header), ["Content-Type"] = "image/png" };
        var request = new SigningRequest("PUT", "photos", name, headers, new Dictionary<string, string?> { ["callback"] = value, ["uploads"] = null }, []);
        var query = RequestSignatureV4.ToText(RequestSignatureV4.PresignedQuery(request, new OssCredentials("id", "secret", "token"), "cn-hangzhou", Now, TimeSpan.FromMinutes(5)));
        var target = RequestTarget.Parse($"/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}?{query}", "photos");
        return target.Key == name && target.Parameter("callback") == value && Verifies(target, headers, fromQuery: true, null);
    }));

    [Fact]
    public void and_a_signed_header() => Hold(Prop.ForAll(Text, Text, (key, value) =>
    {
        var name = $"k{key}";
        var headers = new Dictionary<string, string> { ["x-oss-date"] = PostSignatureV4.Date(Now), ["x-oss-meta-a"] = Uri.EscapeDataString(value), ["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD", ["Content-Type"] = "image/png" };
        var request = new SigningRequest("PUT", "photos", name, headers, new Dictionary<string, string?> { ["partNumber"] = "7", ["uploadId"] = value }, []);
        var target = RequestTarget.Parse($"/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}?{RequestSignatureV4.ToText([new("partNumber", "7"), new("uploadId", value)])}", "photos");
        return Verifies(target, headers, fromQuery: false, RequestSignatureV4.AuthorizationHeader(request, new OssCredentials("id", "secret"), "cn-hangzhou", Now));
    }));

    [Fact]
    public void the_simulator_reads_the_list_of_parts() => Hold(Prop.ForAll(Gen.Choose(1, 10_000).ListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (numbers, seed) =>
    {
        var parts = numbers.Select(number => new PartETag(number, $"{seed:X32}")).ToList();
        var refusal = OssSimulator.Parts.CompleteBody.Parse(CompleteBody.Write(parts), out var read);
        return parts.Count == 0 ? refusal is not null : refusal is null && read.Select(part => (part.Number, part.ETag)).SequenceEqual(parts.Select(part => (part.Number, part.ETag)));
    }));

    private static bool Verifies(RequestTarget target, Dictionary<string, string> headers, bool fromQuery, string? authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "PUT";
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        PresentedSignature? presented;
        var refusal = fromQuery ? PresentedV4Reader.FromQuery(target, out presented) : PresentedV4Reader.FromHeader(context.Request, authorization!, out presented);
        return refusal is null && presented!.Sign("secret", presented.StringToSign(context.Request, target)) == presented.Signature;
    }

    private static void Hold(Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(FuzzRun.Cases / 20));
}
