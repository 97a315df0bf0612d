using System.Text.RegularExpressions;

namespace OssSimulator.Sts;

/// <summary>Lends a role to the owner of a key: the call is signed, and the role must trust that key.</summary>
internal sealed partial class AssumeRole(StsAuthorizer authorizer, RoleLender lender)
{
    public const string Action = "AssumeRole";

    public StsError? Handle(StsRequest request, out StsSession? session)
    {
        session = null;
        if (authorizer.Authorize(request, out var caller) is { } refused) return refused;
        if (RoleRequest.Parse(request, out var wanted) is { } wrong) return wrong;
        if (request["ExternalId"] is { } external && !ExternalIds().IsMatch(external)) return StsErrors.Malformed("ExternalId");
        if (lender.Find(wanted!, out var role) is { } notLent) return notLent;
        if (role!.TrustedKeys?.Contains(caller!.Id) == false) return StsErrors.NoPermission;
        if (role.ExternalId is not null && role.ExternalId != request["ExternalId"]) return StsErrors.NoPermission;
        session = lender.Lend(wanted!);
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIds();
}
