using System.Globalization;
using System.Text;
using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Lists;

/// <summary>The parameters of a list, checked.</summary>
/// <param name="Position">The key behind which the page begins.</param>
internal sealed record ListQuery(string Prefix, int MaxKeys, string? StartAfter, string? Token, string Position, bool IsEncoded)
{
    private const int DefaultMaxKeys = 100;
    private const int MostMaxKeys = 1000;
    private const int KeyLimit = 1024;

    public static OssError? Parse(RequestTarget target, out ListQuery? query)
    {
        query = null;
        if (target.Parameter("delimiter") is { Length: > 0 }) return OssErrors.NotImplemented("delimiter");
        if (target.Parameter("fetch-owner") is "true") return OssErrors.NotImplemented("fetch-owner");

        var maxKeys = DefaultMaxKeys;
        if (target.Parameter("max-keys") is { } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out maxKeys) || maxKeys is < 1 or > MostMaxKeys))
        {
            return OssErrors.InvalidArgument("Argument max-keys must be an integer between 1 and 1000.", "max-keys", number);
        }

        var encoding = target.Parameter("encoding-type");
        if (encoding is not (null or "url")) return OssErrors.InvalidArgument("Invalid Encoding Method specified in Request.", "encoding-type", encoding);

        var prefix = target.Parameter("prefix") ?? "";
        var startAfter = target.Parameter("start-after");
        if (IsTooLong(prefix)) return OssErrors.InvalidArgument("The prefix is too long.", "prefix", prefix);
        if (IsTooLong(startAfter ?? "")) return OssErrors.InvalidArgument("The start-after is too long.", "start-after", startAfter);

        var position = startAfter ?? "";
        var token = target.Parameter("continuation-token");
        if (token is not null && !ContinuationToken.TryRead(token, out position))
        {
            return OssErrors.InvalidArgument("The continuation token provided is incorrect.", "continuation-token", token);
        }

        query = new ListQuery(prefix, maxKeys, startAfter, token, position, encoding is not null);
        return null;
    }

    private static bool IsTooLong(string text) => Encoding.UTF8.GetByteCount(text) >= KeyLimit;
}
