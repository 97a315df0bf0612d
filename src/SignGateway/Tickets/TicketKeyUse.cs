namespace SignGateway.Tickets;

/// <summary>What a key of the ring still does.</summary>
public enum TicketKeyUse
{
    /// <summary>Seals, and opens both purposes. Exactly one key.</summary>
    Current,

    /// <summary>Opens both purposes.</summary>
    Accepting,

    /// <summary>Opens object tickets only, so that ownership can still be rebuilt from the bucket.</summary>
    Archive,
}
