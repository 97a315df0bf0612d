using SignGateway.Problems;

namespace SignGateway.Tickets;

/// <summary>One key of section <c>SignGateway:Tickets:Keys</c>.</summary>
public sealed class TicketKeyOptions
{
    /// <summary>Names the key inside tickets: 1 to 16 letters, digits, <c>-</c> or <c>_</c>. Required.</summary>
    [Harmless]
    public string? Id { get; set; }

    /// <summary>Base64 of at least 32 random bytes. Required.</summary>
    public string? Secret { get; set; }

    /// <summary>What the key is for: <c>current</c> seals, <c>accepting</c> opens what comes back, <c>archive</c> opens the tickets of old objects only. Defaults to current for the first key and accepting for the others.</summary>
    [Harmless]
    public string? Use { get; set; }

    internal TicketKeyUse UseAt(int index) => Use switch
    {
        null or "" => index == 0 ? TicketKeyUse.Current : TicketKeyUse.Accepting,
        var text => Enum.Parse<TicketKeyUse>(text, ignoreCase: true),
    };
}
