using Microsoft.AspNetCore.Http;

namespace SignGateway.Callbacks;

/// <summary>
/// What a request shows of the proxies it came through. Anybody can write such headers, so nothing is decided by them; they only help to say why
/// a callback that OSS signed does not verify here.
/// </summary>
/// <param name="HasContentEncoding">Whether the body was compressed; OSS never does.</param>
/// <param name="ContentMd5">What OSS says of the body that it sent.</param>
/// <param name="ExpectsContinue">Whether the sender waits for leave to send the body.</param>
/// <param name="ForwardedPrefix">The path prefix that a proxy says it took off.</param>
/// <param name="ShowsProxy">Whether any proxy says that it was there.</param>
internal sealed record CallbackTransit(bool HasContentEncoding, string? ContentMd5, bool ExpectsContinue, string? ForwardedPrefix, bool ShowsProxy)
{
    public static CallbackTransit Read(IHeaderDictionary headers) => new(
        headers.ContentEncoding.Count > 0,
        Single(headers.ContentMD5),
        headers.Expect.Count > 0,
        Single(headers["X-Forwarded-Prefix"]),
        headers.Via.Count > 0 || headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Forwarded-Host"));

    private static string? Single(IReadOnlyList<string?> values) => values is [{ Length: > 0 } value] ? value : null;
}
