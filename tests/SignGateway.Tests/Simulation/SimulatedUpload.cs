using System.Text.Json.Nodes;
using SignGateway.Callbacks;
using SignGateway.Objects;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Tests.Simulation;

/// <summary>One upload of a run: its grant, and what its owner was told.</summary>
internal sealed class SimulatedUpload
{
    public const string Bucket = "bucket-1";

    private readonly string _objectTicket;
    private readonly Dictionary<string, string> _apps = [];

    public SimulatedUpload(int number, DateTimeOffset issuedAt, TicketSealer sealer)
    {
        var id = UploadId.Create(issuedAt.AddMilliseconds(number), new byte[10]);
        Key = $"uploads/{id}";
        Ticket = new Ticket
        {
            UploadId = id,
            Owner = $"user-{number}",
            Profile = "default",
            Location = TicketDigest.OfLocation(Bucket, Key),
            Vars = TicketDigest.OfVars([]),
            MinBytes = 1,
            MaxBytes = 100,
            ContentType = "image/png",
            FileName = "cat.png",
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt.AddMinutes(10),
        };
        _objectTicket = sealer.Seal(Ticket, TicketPurpose.Object);
    }

    public string Key { get; }

    public Ticket Ticket { get; }

    public UploadId Id => Ticket.UploadId;

    /// <summary>How often somebody was told that this very call recorded the upload.</summary>
    public int Firsts { get; set; }

    /// <summary>Whether somebody was told that it is stored.</summary>
    public bool WasToldStored { get; set; }

    /// <summary>Whether its owner was told that it is deleted.</summary>
    public bool WasToldDeleted { get; set; }

    /// <summary>Whatever the application is said to have answered to some content, nobody may be told anything else; but that it is not known yet.</summary>
    public void MustAgree(string answer)
    {
        var told = JsonNode.Parse(answer)!;
        if (told["app"] is null && (string?)told["appError"] is "pending" or "interrupted")
            return;
        var app = $"{told["app"]} {told["appError"]}";
        if (!_apps.TryAdd((string)told["etag"]!, app) && _apps[(string)told["etag"]!] != app)
            throw new BrokenInvariantException($"the application is said to have answered {_apps[(string)told["etag"]!]}, and {app}");
    }

    public UploadRecord Note() => new()
    {
        Id = Id,
        Owner = Ticket.Owner,
        Profile = Ticket.Profile,
        Bucket = Bucket,
        Key = Key,
        State = UploadState.Issued,
        FileName = Ticket.FileName,
        ContentType = Ticket.ContentType,
        IssuedAt = Ticket.IssuedAt,
        ExpiresAt = Ticket.ExpiresAt,
    };

    public ObjectHead Object(int version) => new(10 + version, $"etag-{version}", Ticket.ContentType, $"{version}", null, _objectTicket);

    /// <summary>What somebody with a key to the bucket put there, past every form.</summary>
    public ObjectHead Foreign() => Object(5) with { Ticket = null };

    public CallbackFacts Facts(ObjectHead head) =>
        new(Ticket.UploadId, Bucket, Key, Ticket.FileName, Ticket.ContentType, head.Size, head.ETag, head.Crc64, null, new Dictionary<string, string>(), new Dictionary<string, string>());
}
