using Microsoft.Extensions.Options;
using SignGateway.Limits;
using SignGateway.Problems;

namespace SignGateway.Grants;

/// <summary>How often credentials are lent: so often in a minute to each user, and so often to all users of this process.</summary>
internal sealed class LendLimit(IOptions<GrantOptions> options, TimeProvider time)
{
    private const string Everybody = "";

    private readonly RateWindows _users = new(time);
    private readonly RateWindows _process = new(time);

    /// <summary>Null, and counted, if the user may have so many now; else the limit that is reached.</summary>
    public RateState? Take(string owner, int count)
    {
        var (isUsersTurn, own) = _users.Take(owner, count, options.Value.SdkPerUser);
        if (!isUsersTurn)
            return own;
        var (isAdmitted, all) = _process.Take(Everybody, count, options.Value.SdkPerProcess);
        if (isAdmitted)
            return null;
        _users.Return(owner, count);
        return all;
    }
}
