using System.Globalization;
using System.Net;

namespace SignGateway.Forwarding;

/// <summary>The codes of <c>appError</c>; front ends may rely on them.</summary>
public static class ForwardErrors
{
    /// <summary>No answer within the time there was.</summary>
    public const string Timeout = "timeout";

    /// <summary>No destination was available, its name does not resolve, or it takes no connection.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The connection ended before the answer did, or what came is not HTTP.</summary>
    public const string Closed = "closed";

    /// <summary>A redirect, which is not followed.</summary>
    public const string Redirect = "redirect";

    /// <summary>An answer over the limit.</summary>
    public const string TooLarge = "too_large";

    /// <summary>An answer that is not one JSON value in UTF-8.</summary>
    public const string NotJson = "not_json";

    /// <summary>As many calls as there may be were under way.</summary>
    public const string Busy = "busy";

    /// <summary>The upload was recorded by another road, which does not tell the application.</summary>
    public const string NotForwarded = "not_forwarded";

    /// <summary>Another delivery of the callback is telling the application, and its answer is not known yet.</summary>
    public const string Pending = "pending";

    /// <summary>The delivery that was to tell the application did not live to keep its answer.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Another status than 2xx or 3xx.</summary>
    public static string OfStatus(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"status_{(int)status}");
}
