namespace SignGateway.Doctor.Oss;

/// <summary>Every way in which asking OSS can end.</summary>
internal abstract record OssReply
{
    private OssReply()
    {
    }

    public sealed record Answered(OssAnswer Answer) : OssReply;

    /// <summary>Nobody answered; the reason is fit to be shown.</summary>
    public sealed record Unanswered(string Reason) : OssReply;

    /// <summary>There was nothing to sign with, so nobody was asked.</summary>
    public sealed record Unsigned(string Reason) : OssReply;
}
