namespace SignGateway.Forwarding;

/// <summary>Where a profile's <c>ForwardTo</c> leads. An application that knows several destinations and how they do chooses among them here.</summary>
public interface IForwardDestinations
{
    /// <summary>What is wrong with a <c>ForwardTo</c>, as the end of a sentence that names its key; null if nothing is. Asked at start, before any request.</summary>
    string? FaultOf(string forwardTo);

    /// <summary>Where the next upload goes; null if no destination is available now. Must not wait.</summary>
    ForwardDestination? Choose(string forwardTo);
}
