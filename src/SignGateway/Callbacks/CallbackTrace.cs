using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Callbacks;

/// <summary>What the checks came upon on their way, for whoever watches. Nothing is decided by it.</summary>
internal sealed class CallbackTrace
{
    public byte[] Body { get; set; } = [];

    public IReadOnlyList<string> Paths { get; set; } = [];

    public string? MatchedPath { get; set; }

    public UploadId? UploadId { get; set; }

    public Ticket? Ticket { get; set; }

    /// <summary>What OSS tells of the request by which it got the object.</summary>
    public CallbackBody? Told { get; set; }
}
