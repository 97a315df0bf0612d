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
    /// <param name="MustGo">Whether nobody may keep it: it is over the granted size, or holds what its profile does not leave in the bucket.</param>
    public sealed record Differs(string Reason, bool MustGo = false) : ObjectLook
    {
        /// <summary>Whether it differs in what it holds, which no policy keeps down, a form's neither.</summary>
        public bool IsContent { get; init; }
    }

    /// <summary>There is an object, but it does not carry this upload's ticket.</summary>
    public sealed record Foreign(string Reason) : ObjectLook;

    /// <summary>There is no object.</summary>
    public sealed record Absent : ObjectLook;

    /// <summary>OSS could not be asked.</summary>
    public sealed record Unavailable(string Reason) : ObjectLook;
}
