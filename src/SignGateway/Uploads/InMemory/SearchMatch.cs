using SignGateway.Tickets;

namespace SignGateway.Uploads.InMemory;

internal static class SearchMatch
{
    public static bool Matches(UploadRecord upload, UploadSearch search) =>
        (search.Before is not { } before || upload.Id < before)
        && (search.Id is not { } id || upload.Id == id)
        && (search.Owner is not { } owner || upload.Owner == owner)
        && (search.KeyPrefix is not { } prefix || upload.Key.StartsWith(prefix, StringComparison.Ordinal))
        && (search.Profile is not { } profile || upload.Profile == profile)
        && (search.State is { } state ? upload.State == state : upload.State != UploadState.Prefix)
        && (search.Evidence is not { } evidence || upload.Evidence == evidence)
        && (search.ContentType is not { } type || IsOf(upload.ContentType, type))
        && (search.MinSize is not { } min || upload.Size >= min)
        && (search.MaxSize is not { } max || upload.Size <= max)
        && (search.From is not { } from || upload.Id >= UploadId.FirstOf(from))
        && (search.To is not { } to || upload.Id < UploadId.FirstOf(to));

    private static bool IsOf(string contentType, string asked) => asked.EndsWith("/*", StringComparison.Ordinal)
        ? contentType.StartsWith(asked[..^1], StringComparison.Ordinal)
        : contentType == asked;
}
