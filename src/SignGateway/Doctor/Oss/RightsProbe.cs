using System.Text;
using SignGateway.Objects;

namespace SignGateway.Doctor.Oss;

/// <summary>One object that is put and taken away again.</summary>
internal sealed class RightsProbe(AskOss ask, OssClient bucket, string prefix)
{
    private readonly string _key = ProbeKey.Create(prefix);
    private readonly List<Finding> _findings = [];

    private bool _mayBeThere;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Asks for it; an object that is not there was not refused.</summary>
    public async Task TryAsync(HttpMethod method, string verb, string action, string consequence, CancellationToken cancellationToken)
    {
        var call = new OssCall(method, _key);
        if (method == HttpMethod.Put)
        {
            call = call with { Body = Encoding.ASCII.GetBytes("SignGateway doctor"), Headers = new() { ["Content-Type"] = "text/plain" } };
            _mayBeThere = true;
        }

        var reply = await ask.AskAsync(bucket, call, cancellationToken);
        if (method == HttpMethod.Put && reply is OssReply.Answered({ IsSuccess: false, Status: < 500 }))
            _mayBeThere = false;
        Judge(reply, verb, action, consequence);
    }

    public async Task DeleteAsync()
    {
        var reply = await ask.AskAsync(bucket, new OssCall(HttpMethod.Delete, _key), CancellationToken.None);
        Judge(reply, "delete", "oss:DeleteObject", "deletes", _mayBeThere ? $" The probe object {bucket.Address.Bucket}/{_key} stays there; delete it by hand." : "");
    }

    private void Judge(OssReply reply, string verb, string action, string consequence, string more = "")
    {
        if (reply is OssReply.Answered({ Status: 404 } or { IsSuccess: true }))
            return;
        var place = $"{bucket.Address.Bucket}/{prefix}";
        _findings.Add(reply switch
        {
            OssReply.Answered({ Status: 403 } answer) => Finding.Fault(
                $"{verb}_denied", $"{answer.Words} to {verb} below {place}: {consequence} will fail.{more}", RamStatement.Fix(action, bucket.Address.Bucket, prefix)),
            OssReply.Answered(var answer) => Finding.Fault(
                $"{verb}_failed", $"{answer.Words} to {verb} below {place}: {consequence} will fail.{more}", "Look for the code and EC in the OSS documentation; the admin page's view Explain knows the most frequent ones."),
            OssReply.Unanswered(var reason) => Finding.Fault($"{verb}_failed", $"{reason} to {verb} below {place}: {consequence} will fail.{more}", "Look at the network between the gateway and OSS, and try again."),
            OssReply.Unsigned(var reason) => Finding.Fault($"{verb}_failed", $"Nothing to sign a {verb} below {place} with: {reason}.{more}", "See credentials."),
            _ => throw new System.Diagnostics.UnreachableException($"Unhandled reply {reply}"),
        });
    }
}
