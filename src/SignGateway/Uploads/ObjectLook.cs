using SignGateway.Objects;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Every way in which looking at an upload's object can end.</summary>
public abstract record ObjectLook
{
    private ObjectLook()
    {
    }

    /// <summary>The object is there and is what was granted: by its ticket, or, without one, by its key, where nobody but the uploader could put it.</summary>
    public sealed record Agrees(ObjectHead Head, Ticket? Ticket) : ObjectLook;

    /// <summary>The object is there and carries this upload's ticket, but is not what was granted.</summary>
    /// <param name="Reason">In what.</param>
    /// <param name="IsTooLarge">Whether it is over the granted size.</param>
    public sealed record Differs(string Reason, bool IsTooLarge = false) : ObjectLook;

    /// <summary>There is an object, but it does not carry this upload's ticket.</summary>
    public sealed record Foreign(string Reason) : ObjectLook;

    /// <summary>There is no object.</summary>
    public sealed record Absent : ObjectLook;

    /// <summary>OSS could not be asked.</summary>
    public sealed record Unavailable(string Reason) : ObjectLook;
}
