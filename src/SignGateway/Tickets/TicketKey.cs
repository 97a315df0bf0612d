namespace SignGateway.Tickets;

/// <summary>One key of the ring.</summary>
/// <param name="Id">1 to 16 characters of letters, digits, <c>-</c> and <c>_</c>; travels in the clear.</param>
/// <param name="Secret">At least 32 bytes.</param>
/// <param name="Use">What the key still does.</param>
public sealed record TicketKey(string Id, ReadOnlyMemory<byte> Secret, TicketKeyUse Use)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{Id} ({Use})";
}
