using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>One delivery to the callback route, as whoever watches is told of it. Holds what was sent, ticket included: not to be shown or kept as it is.</summary>
public sealed class CallbackAttempt
{
    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long judging it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary><c>recorded</c>, <c>duplicate</c> or <c>refused</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The problem's code, if refused.</summary>
    public string? Code { get; init; }

    /// <summary>Why it was refused; never holds a secret.</summary>
    public string? Reason { get; init; }

    /// <summary>OSS's id of its request, as far as it looks like one.</summary>
    public string? OssRequestId { get; init; }

    /// <summary>The upload that its ticket names, if it has one that opens.</summary>
    public UploadId? UploadId { get; init; }

    /// <summary>The request target as it arrived.</summary>
    public required string Target { get; init; }

    /// <summary>The raw paths under which the signature was tried, in order.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The one under which it verified.</summary>
    public string? MatchedPath { get; init; }

    /// <summary>The headers that matter, without the signature.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body as it arrived; empty if it was not read.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
