namespace SignGateway.Problems;

/// <summary>A refusal as the client sees it (RFC 9457). Never holds a secret, a token or a signature.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name of the refusal.</param>
/// <param name="Title">What is wrong, in one short sentence.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>Which item of a batch is meant, counted from 0.</summary>
    public int? Index { get; init; }

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How the caller stands with the limit that was reached.</summary>
    public RateState? Rate { get; init; }

    /// <summary>The verbs that the route knows, for <c>method_not_allowed</c>.</summary>
    public string? Allow { get; init; }

    /// <summary>What would have been taken, for <c>size_not_allowed</c> and <c>content_type_not_allowed</c>.</summary>
    public ProblemLimits? Limits { get; init; }

    /// <summary>The same problem with a more exact hint.</summary>
    public Problem Because(string detail) => this with { Detail = detail };
}
