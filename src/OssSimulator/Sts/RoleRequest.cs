using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OssSimulator.Permissions;

namespace OssSimulator.Sts;

/// <summary>What both ways to a role ask for, its form checked.</summary>
internal sealed partial record RoleRequest(string RoleArn, string SessionName, int DurationSeconds, RamPolicy? Policy)
{
    private const int ShortestDuration = 900;
    private const int DefaultDuration = 3600;
    private const int PolicyLimit = 2048;

    public static StsError? Parse(StsRequest request, out RoleRequest? wanted)
    {
        wanted = null;
        if (request["RoleArn"] is not { } arn) return StsErrors.Missing("RoleArn");
        if (!Arn().IsMatch(arn)) return StsErrors.Malformed("RoleArn");
        if (request["RoleSessionName"] is not { } name) return StsErrors.Missing("RoleSessionName");
        if (!SessionNames().IsMatch(name)) return StsErrors.Malformed("RoleSessionName");

        var duration = DefaultDuration;
        if (request["DurationSeconds"] is { } seconds
            && (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out duration) || duration < ShortestDuration))
        {
            return StsErrors.WrongDuration;
        }

        if (ParsePolicy(request["Policy"], out var policy) is { } refused) return refused;
        wanted = new RoleRequest(arn, name, duration, policy);
        return null;
    }

    private static StsError? ParsePolicy(string? text, out RamPolicy? policy)
    {
        policy = null;
        if (text is null) return null;
        if (Encoding.UTF8.GetByteCount(text) > PolicyLimit) return StsErrors.PolicyTooLong;
        policy = RamPolicyParser.Parse(text);
        return policy is null ? StsErrors.BadPolicy : null;
    }

    [GeneratedRegex(@"^acs:ram::[0-9]+:role/[A-Za-z0-9.-]+\z")]
    private static partial Regex Arn();

    [GeneratedRegex(@"^[A-Za-z0-9.@_-]{2,64}\z")]
    private static partial Regex SessionNames();
}
