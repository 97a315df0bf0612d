using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Lists;

/// <summary>The parameters of a list, checked.</summary>
/// <param name="Marker">What the first version of lists begins behind; nothing in the second.</param>
/// <param name="Position">The key or group behind which the page begins.</param>
internal sealed record ListQuery(
    string Prefix,
    string Delimiter,
    int MaxKeys,
    string? Marker,
    string? StartAfter,
    string? Token,
    string Position,
    NameEncoding Encoding,
    bool WithOwner)
{
    private const int DefaultMaxKeys = 100;
    private const int KeyLimit = 1024;

    public bool IsFirstVersion => Marker is not null;

    public static OssError? Parse(RequestTarget target, OssOperation operation, out ListQuery? query)
    {
        query = null;
        if (PageSize.Read(target, "max-keys", DefaultMaxKeys, out var maxKeys) is { } badCount) return badCount;
        if (NameEncoding.Read(target, out var encoding) is { } unknown) return unknown;
        foreach (var name in (ReadOnlySpan<string>)["prefix", "delimiter", "start-after", "marker"])
        {
            if (System.Text.Encoding.UTF8.GetByteCount(target.Parameter(name) ?? "") >= KeyLimit)
            {
                return OssErrors.InvalidArgument($"The {name} is too long.", name, target.Parameter(name));
            }
        }

        var prefix = target.Parameter("prefix") ?? "";
        var delimiter = target.Parameter("delimiter") ?? "";
        if (operation == OssOperation.ListObjects)
        {
            var marker = target.Parameter("marker") ?? "";
            query = new ListQuery(prefix, delimiter, maxKeys, marker, null, null, marker, encoding, true);
            return null;
        }

        var startAfter = target.Parameter("start-after");
        var position = startAfter ?? "";
        var token = target.Parameter("continuation-token");
        if (token is not null && !ContinuationToken.TryRead(token, out position))
        {
            return OssErrors.InvalidArgument("The continuation token provided is incorrect.", "continuation-token", token);
        }

        var withOwner = target.Parameter("fetch-owner") == "true";
        query = new ListQuery(prefix, delimiter, maxKeys, null, startAfter, token, position, encoding, withOwner);
        return null;
    }
}
