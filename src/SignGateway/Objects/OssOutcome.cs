namespace SignGateway.Objects;

/// <summary>Every way in which a call to OSS can end.</summary>
/// <typeparam name="T">What is found.</typeparam>
public abstract record OssOutcome<T>
{
    private OssOutcome()
    {
    }

    /// <summary>OSS did what was asked.</summary>
    public sealed record Done(T Value) : OssOutcome<T>;

    /// <summary>There is no such object.</summary>
    public sealed record Missing : OssOutcome<T>;

    /// <summary>OSS refuses us; the reason is for the log.</summary>
    public sealed record Forbidden(string Reason) : OssOutcome<T>;

    /// <summary>OSS cannot be reached, or does not answer as it should; the reason is for the log.</summary>
    public sealed record Unavailable(string Reason) : OssOutcome<T>;
}
