using Microsoft.Extensions.Options;
using SignGateway.Limits;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>
/// Holds down what an address can cost that sends callbacks which fail. OSS calls for all its customers from few addresses, so an address alone can never be refused:
/// beyond the limit a callback must show its ticket first, which nobody can make but us, and only one without a good ticket is turned away before its signature is looked at.
/// </summary>
internal sealed class FailedCallbacks(TicketSealer sealer, IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly RateWindows _failures = new(time);

    /// <summary>The refusal, if the address is over its limit and the callback has no good ticket.</summary>
    public CallbackOutcome.Refused? Judge(CallbackRequest request, byte[] body)
    {
        if (options.Value.FailedCallbacksPerAddress is not (> 0 and var limit) || _failures.IsEmpty || _failures.Over(request.Address, limit) is not { } state || HasGoodTicket(request, body))
            return null;
        var problem = KnownProblems.RateLimited.Because("Too many callbacks of this address have failed. One with a good ticket is still taken.") with { RetryAfter = state.Reset, Rate = state };
        return new CallbackOutcome.Refused(problem, "the address has too many failures, and there is no good ticket");
    }

    /// <summary>Counts a refusal for which the sender is to blame.</summary>
    public void Note(CallbackRequest request, CallbackOutcome outcome)
    {
        if (outcome is CallbackOutcome.Refused { Problem: { Status: >= 400 and < 500, Code: var code } } && code != KnownProblems.RateLimited.Code)
            _failures.Add(request.Address);
    }

    private bool HasGoodTicket(CallbackRequest request, byte[] bytes) =>
        CallbackBody.TryParse(request.ContentType, bytes, out var body, out _)
        && sealer.Open(body!.GetUtf8(CallbackFields.Ticket).Span, TicketPurpose.Callback) is TicketOutcome.Opened;
}
