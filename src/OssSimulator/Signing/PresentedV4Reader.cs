using System.Globalization;
using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>Reads the V4 signature of a request from its Authorization header or its query.</summary>
internal static class PresentedV4Reader
{
    public const string Scheme = CredentialScope.Algorithm + " ";

    private static readonly OssError Malformed = OssErrors.InvalidArgument("The V4 authorization of the request is incomplete or malformed.");

    public static OssError? FromHeader(HttpRequest request, string authorization, out PresentedSignature? presented)
    {
        var parts = authorization[Scheme.Length..].Split(',')
            .Select(part => part.Trim().Split('=', 2))
            .Where(part => part.Length == 2)
            .ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
        return Build(
            parts["Credential"].FirstOrDefault(),
            HeaderOrNull(request, "x-oss-date"),
            null,
            HeaderOrNull(request, "x-oss-security-token"),
            parts["AdditionalHeaders"].FirstOrDefault(),
            parts["Signature"].FirstOrDefault(),
            out presented);
    }

    public static OssError? FromQuery(RequestTarget target, out PresentedSignature? presented)
    {
        presented = null;
        if (target.Parameter("x-oss-signature-version") != CredentialScope.Algorithm) return Malformed;
        if (!int.TryParse(target.Parameter("x-oss-expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds < 1 || seconds > OssTime.LongestLife.TotalSeconds)
        {
            return OssErrors.InvalidArgument(
                "x-oss-expires must be between 1 and 604800 seconds.", "x-oss-expires", target.Parameter("x-oss-expires"), "0002-00000216");
        }

        return Build(
            target.Parameter("x-oss-credential"),
            target.Parameter("x-oss-date"),
            TimeSpan.FromSeconds(seconds),
            target.Parameter("x-oss-security-token"),
            target.Parameter("x-oss-additional-headers"),
            target.Parameter(PresentedV4.Parameter),
            out presented);
    }

    private static OssError? Build(
        string? credential, string? time, TimeSpan? life, string? token, string? additional, string? signature, out PresentedSignature? presented)
    {
        presented = null;
        if (CredentialScope.Parse(credential ?? "") is not { } scope || time is null || string.IsNullOrEmpty(signature)) return Malformed;
        if (!OssTime.TryParse(time, out var signedAt) || !time.StartsWith(scope.Day, StringComparison.Ordinal)) return Malformed;

        var names = additional?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        presented = new PresentedV4(scope, time, signedAt, life, token, names, signature);
        return null;
    }

    private static string? HeaderOrNull(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
