using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Tickets;

namespace SignGateway.Doctor.Oss;

/// <summary>Whether the bucket lets pages upload to it, and read what they need of the answer.</summary>
internal sealed class CorsCheck(AskCors ask, BucketCatalog buckets, BrowserOrigins origins) : IDoctorCheck
{
    public string Name => "cors";

    public int Order => 50;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        // Rules do not depend on who asks.
        foreach (var shared in ProbedBucket.Of(buckets, profiles).GroupBy(bucket => bucket.Client.Address.PostUrl))
        {
            var bucket = new ProbedBucket(shared.First().Client, [.. shared.SelectMany(each => each.Profiles)]);
            findings.AddRange((await LookAsync(bucket, MethodsOf(bucket.Profiles), cancellationToken)).Select(bucket.About));
        }

        return findings;
    }

    private static List<HttpMethod> MethodsOf(IReadOnlyList<Profile> profiles)
    {
        List<HttpMethod> methods = [];
        if (profiles.Any(profile => profile.Allows(UploadMethod.Post)))
            methods.Add(HttpMethod.Post);
        if (profiles.Any(profile => profile.Allows(UploadMethod.Put) || profile.Allows(UploadMethod.Multipart) || profile.Allows(UploadMethod.Sdk)))
            methods.Add(HttpMethod.Put);
        return methods;
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(ProbedBucket bucket, List<HttpMethod> methods, CancellationToken cancellationToken)
    {
        var (address, key) = (bucket.Client.Address, ProbeKey.Create(ProbeKey.PrefixOf(bucket.Profiles[0])));
        List<(string Origin, HttpMethod Method)> missing = [], silent = [];
        foreach (var origin in origins.Asked)
        {
            foreach (var method in methods)
            {
                var preflight = await ask.PreflightAsync(address, origin, method, key, cancellationToken);
                if (Obstacles.Of(preflight) is not Obstacle.None and var obstacle)
                    return [Finding.Skipped("cors_skipped", $"What pages may do to the bucket {bucket.Name} is not known: {obstacle.Reason()}.")];
                var answer = ((OssReply.Answered)preflight).Answer;
                if (!answer.IsSuccess || !Allows(answer, origin))
                    missing.Add((origin, method));
                else if (!Exposes(answer, await ask.UploadAsync(address, origin, method, key, cancellationToken), origin))
                    silent.Add((origin, method));
            }
        }

        List<Finding> findings = [];
        if (missing.Count > 0)
            findings.Add(Missing(bucket.Name, missing));
        if (silent.Count > 0)
            findings.Add(Silent(bucket.Name, silent));
        return findings.Count > 0 ? findings : [Good(bucket.Name, methods)];
    }

    private static bool Allows(OssAnswer answer, string origin) =>
        answer.Header("Access-Control-Allow-Origin") is var allowed && (allowed == "*" || allowed.Equals(origin, StringComparison.OrdinalIgnoreCase));

    // What counts to a page is the answer to the upload itself; where it says nothing of origins, what was announced.
    private static bool Exposes(OssAnswer preflight, OssReply upload, string origin)
    {
        var answer = upload is OssReply.Answered(var given) && Allows(given, origin) ? given : preflight;
        var exposed = answer.Header("Access-Control-Expose-Headers").Split(',', StringSplitOptions.TrimEntries);
        return CorsRuleText.Exposed.All(name => exposed.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private Finding Missing(string bucket, List<(string Origin, HttpMethod Method)> missing)
    {
        var fix = $"Add this to the bucket's CORS rules (OSS console, Content Security, CORS), before any other that matches the origin, with Vary: Origin if there are several:\n{Rule(missing)}";
        return origins.AreConfigured
            ? Finding.Fault("cors_missing", $"The bucket {bucket} does not let pages upload: {Names(missing)}.", fix)
            : Finding.Warning(
                "cors_missing",
                $"The bucket {bucket} does not let pages of every origin upload, and {BrowserOrigins.Setting} names none, so a made-up one was tried: {Names(missing)}.",
                $"If browsers upload, name their origins in {BrowserOrigins.Setting}, and look again. {fix}");
    }

    private static Finding Silent(string bucket, List<(string Origin, HttpMethod Method)> silent) => Finding.Fault(
        "cors_expose_missing",
        $"The bucket {bucket} lets pages upload, but not read {string.Join(" and ", CorsRuleText.Exposed)} of the answer: {Names(silent)}. Uploads in parts need ETag, and support needs the request's id.",
        $"Give the rule that matches the headers to expose. Whole, it is:\n{Rule(silent)}");

    private Finding Good(string bucket, List<HttpMethod> methods) => Finding.Ok(
        "cors_ok",
        $"Pages may upload to the bucket {bucket} by {string.Join(" and ", methods)}{(origins.AreConfigured ? $" from {string.Join(", ", origins.Asked)}" : $"; {BrowserOrigins.Setting} names no origin, so {origins.Asked[0]} was tried")}.");

    private static string Names(List<(string Origin, HttpMethod Method)> pairs) =>
        string.Join("; ", pairs.GroupBy(pair => pair.Origin).Select(group => $"{group.Key} by {string.Join(" and ", group.Select(pair => pair.Method))}"));

    private static string Rule(List<(string Origin, HttpMethod Method)> pairs) =>
        CorsRuleText.Of(pairs.Select(pair => pair.Origin).Distinct(), pairs.Select(pair => pair.Method.Method).Distinct());
}
