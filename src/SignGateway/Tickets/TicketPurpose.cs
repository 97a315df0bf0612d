namespace SignGateway.Tickets;

/// <summary>Where a ticket travels. One purpose never opens as the other, since the purpose is part of its key.</summary>
public enum TicketPurpose
{
    /// <summary>A constant in the callback body: proves that a callback belongs to a grant.</summary>
    Callback = 1,

    /// <summary>Metadata of the object: proves whose the object is. Whoever may read the object sees it.</summary>
    Object = 2,
}
