using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>What a callback tells that no ticket binds and no record keeps: for the upload's history only.</summary>
internal static class CallbackHearsay
{
    // An operation, an address, an MD5 in Base64: all are shorter.
    private const int MaxLength = 64;

    private static readonly string[] Names = [CallbackFields.Operation, .. Enum.GetValues<CallbackVariable>().Select(CallbackFields.Of)];

    public static void Add(CallbackBody body, Dictionary<string, string> detail)
    {
        foreach (var name in Names)
        {
            if (body.GetKeepingPlus(name) is { Length: > 0 and <= MaxLength } value && IsPlain(value))
                detail[name] = value;
        }
    }

    private static bool IsPlain(string value) => !value.AsSpan().ContainsAnyExceptInRange('!', '~');
}
