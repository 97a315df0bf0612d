using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SignGateway.Limits;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>How many grants a user, and a client address, gets in a minute. Every answer tells in its headers how the caller stands with the tighter of the two.</summary>
internal sealed class GrantRates(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly RateWindows _users = new(time);
    private readonly RateWindows _addresses = new(time);

    /// <summary>Null, and counted, if so many grants may be asked for now; else why not.</summary>
    public Problem? Take(HttpContext context, int count)
    {
        var owner = context.GetCaller().Owner;
        RateState? tighter = null;
        if (options.Value.GrantsPerUser is { } perUser)
        {
            var (isAdmitted, state) = _users.Take(owner, count, perUser);
            if (!isAdmitted)
                return Refuse("user", state);
            tighter = state;
        }

        if (options.Value.GrantsPerAddress is { } perAddress)
        {
            var (isAdmitted, state) = _addresses.Take(ClientAddress.Of(context), count, perAddress);
            if (!isAdmitted)
            {
                _users.Return(owner, count);
                return Refuse("address", state);
            }

            tighter = tighter is null || state.Remaining < tighter.Remaining ? state : tighter;
        }

        tighter?.WriteTo(context.Response.Headers);
        return null;
    }

    private static Problem Refuse(string whose, RateState state) => KnownProblems.RateLimited.Because(
        $"One {whose} gets {state.Limit} grants in a minute, and a batch counts as many as it has; {state.Remaining} are left. Try again after the time in Retry-After.") with
    {
        RetryAfter = state.Reset,
        Rate = state,
    };
}
