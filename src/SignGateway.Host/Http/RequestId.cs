namespace SignGateway.Host.Http;

/// <summary>
/// The name of a request, in its answer, in problems and in the log. A caller may bring one, such as a proxy's; whatever could break a line or fill a log is no name.
/// </summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    private const int MaxLength = 64;

    public static void Settle(HttpContext context)
    {
        if (context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            context.TraceIdentifier = id;
    }
}
