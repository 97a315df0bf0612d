using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SignGateway.Telemetry;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Callbacks;

/// <summary>Tells of each delivery what became of it: counters, log, the upload's history, and whoever watches.</summary>
internal sealed class CallbackWitness(
    GatewayMeter meter, HistoryNotes history, IEnumerable<ICallbackWatch> watches, TimeProvider time, ILogger<ReceiveCallback> logger)
{
    private const string Duplicate = "duplicate";
    private const string Unknown = "unknown";
    private const int UsualDetails = 3;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly string[] HeadersThatMatter =
    [
        "Host", "User-Agent", "Content-Type", "Content-Length", "Content-Encoding", "Content-MD5", "Transfer-Encoding", "Expect", "x-oss-pub-key-url", "x-oss-request-id", "x-oss-bucket", "x-oss-signature-version",
        "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix",
    ];

    private readonly ICallbackWatch[] _watches = [.. watches];

    public void Tell(HttpContext context, CallbackRequest request, CallbackOutcome outcome, long started)
    {
        var took = time.GetElapsedTime(started);
        var requestId = OssRequestId(context.Request);
        var (verdict, code, reason) = outcome switch
        {
            CallbackOutcome.Recorded(_, true) => (Duplicate, null, null),
            CallbackOutcome.Recorded => ("recorded", null, null),
            CallbackOutcome.Refused(var problem, var because) => ("refused", problem.Code, because),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        meter.CalledBack(code ?? verdict, took);
        if (code is not null)
            CallbackLog.Refused(logger, code, reason!, requestId ?? Unknown, context.TraceIdentifier);
        if (request.Trace.UploadId is { } id && (verdict != Duplicate || history.TakesRepeat()))
            history.Add(id, HistoryEvents.Callback, Detail(request, outcome, verdict, requestId));
        if (_watches.Length == 0)
            return;

        var attempt = new CallbackAttempt
        {
            At = time.GetUtcNow(),
            Took = took,
            Verdict = verdict,
            Code = code,
            Reason = reason,
            OssRequestId = requestId,
            UploadId = request.Trace.UploadId,
            Target = request.RawTarget,
            Paths = request.Trace.Paths,
            MatchedPath = request.Trace.MatchedPath,
            Headers = Headers(context.Request.Headers),
            ContentType = request.ContentType,
            Body = request.Trace.Body,
        };
        foreach (var watch in _watches)
            watch.Attempted(attempt);
    }

    private static Dictionary<string, string> Detail(CallbackRequest request, CallbackOutcome outcome, string verdict, string? requestId)
    {
        var detail = new Dictionary<string, string>(UsualDetails) { ["verdict"] = verdict };
        if (outcome is CallbackOutcome.Refused(var problem, var reason))
        {
            detail["code"] = problem.Code;
            detail["reason"] = reason;
        }

        if (requestId is not null)
            detail["requestId"] = requestId;
        if (outcome is CallbackOutcome.Recorded { App: { } app })
            detail["app"] = app.Error ?? "answered";
        if (request.Trace.Told is { } body)
            CallbackHearsay.Add(body, detail);
        return detail;
    }

    private static List<KeyValuePair<string, string>> Headers(IHeaderDictionary headers)
    {
        var kept = new List<KeyValuePair<string, string>>(Math.Min(headers.Count, HeadersThatMatter.Length + 1));
        // That there was one, and no more.
        if (headers.ContainsKey("Authorization"))
            kept.Add(new("Authorization", "[redacted]"));
        foreach (var name in HeadersThatMatter)
        {
            if (headers.TryGetValue(name, out var value))
                kept.Add(new(name, value.ToString()));
        }

        return kept;
    }

    // Chosen by whoever calls, so only what an id of OSS can look like goes on.
    private static string? OssRequestId(HttpRequest request) =>
        request.Headers["x-oss-request-id"].ToString() is { Length: > 0 and <= 64 } id && !id.AsSpan().ContainsAnyExcept(LettersAndDigits) ? id : null;
}
