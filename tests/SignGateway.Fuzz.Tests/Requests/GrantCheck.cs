using System.Text.Json.Nodes;
using OssSimulator.Posting;
using OssSimulator.Policies;
using SignGateway.Fuzz.Tests.Wire;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>Holds a grant of a form against the simulator's own reading of its policy: what was granted must be what OSS would take.</summary>
internal static class GrantCheck
{
    public static void Hold(WireRequest request, WireAnswer answer, JsonObject grant)
    {
        if ((string?)grant["fields"]?["policy"] is not { } text)
            return;
        Contract.Expect(PolicyParser.Parse(text, out var policy) is null, "the simulator cannot read the policy", request, answer);
        var form = new PostForm();
        foreach (var (name, value) in grant["fields"]!.AsObject())
            Contract.Expect(form.TryAdd(name, (string)value!), $"the field {name} is there twice", request, answer);
        foreach (var condition in policy!.Conditions)
        {
            var value = condition.Field == "bucket" ? (string)grant["bucket"]! : form[condition.Field];
            Contract.Expect(condition.Holds(value), $"the form does not meet {condition}", request, answer);
        }

        var loose = form.Fields.Keys.FirstOrDefault(name => name is not ("policy" or "x-oss-signature") && !policy.Names(name));
        Contract.Expect(loose is null, $"nothing pins {loose}", request, answer);
    }
}
