using System.Diagnostics;

namespace SignGateway.Events.Outbox;

/// <summary>The words by which an event's status travels in JSON, queries and the outbox.</summary>
public static class OutboxWords
{
    /// <summary>The status' word.</summary>
    public static string ToText(this OutboxStatus status) => status switch
    {
        OutboxStatus.Pending => "pending",
        OutboxStatus.Delivered => "delivered",
        OutboxStatus.Dead => "dead",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads the word of a status.</summary>
    public static bool TryParseStatus(string? text, out OutboxStatus status)
    {
        foreach (var value in Enum.GetValues<OutboxStatus>())
        {
            if (value.ToText() == text)
            {
                status = value;
                return true;
            }
        }

        status = default;
        return false;
    }
}
