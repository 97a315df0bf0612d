using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Problems;

/// <summary>How a caller stands with a limit, for the headers <c>RateLimit-Limit</c>, <c>RateLimit-Remaining</c> and <c>RateLimit-Reset</c> (IETF draft).</summary>
/// <param name="Limit">How much there may be.</param>
/// <param name="Remaining">How much of it is left.</param>
/// <param name="Reset">When there is more again; null if nobody can say.</param>
public sealed record RateState(long Limit, long Remaining, TimeSpan? Reset)
{
    internal void WriteTo(IHeaderDictionary headers)
    {
        headers["RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = Remaining.ToString(CultureInfo.InvariantCulture);
        if (Reset is { } wait)
            headers["RateLimit-Reset"] = Seconds(wait);
    }

    internal static string Seconds(TimeSpan wait) => ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
