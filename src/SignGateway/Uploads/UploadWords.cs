using System.Diagnostics;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>The words by which states, roads and evidence travel in JSON, queries and the ledger.</summary>
public static class UploadWords
{
    /// <summary>The state's word.</summary>
    public static string ToText(this UploadState state) => state switch
    {
        UploadState.Issued => "issued",
        UploadState.Stored => "stored",
        UploadState.Expired => "expired",
        UploadState.Deleted => "deleted",
        UploadState.Rejected => "rejected",
        UploadState.Prefix => "prefix",
        _ => throw new UnreachableException(),
    };

    /// <summary>The road's word.</summary>
    public static string ToText(this RecordedBy road) => road switch
    {
        RecordedBy.Callback => "callback",
        RecordedBy.Confirm => "confirm",
        RecordedBy.Reconcile => "reconcile",
        _ => throw new UnreachableException(),
    };

    /// <summary>The method's word.</summary>
    public static string ToText(this UploadMethod method) => method switch
    {
        UploadMethod.Post => "post",
        UploadMethod.Put => "put",
        UploadMethod.Multipart => "multipart",
        UploadMethod.Sdk => "sdk",
        _ => throw new UnreachableException(),
    };

    /// <summary>The evidence's word.</summary>
    public static string ToText(this Evidence evidence) => evidence switch
    {
        Evidence.Callback => "callback",
        Evidence.Object => "object",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads the word of a state that uploads are in.</summary>
    public static bool TryParseState(string text, out UploadState state)
    {
        foreach (var value in Enum.GetValues<UploadState>())
        {
            if (value != UploadState.Prefix && value.ToText() == text)
            {
                state = value;
                return true;
            }
        }

        state = default;
        return false;
    }

    /// <summary>Reads the word of a method.</summary>
    public static bool TryParseMethod(string text, out UploadMethod method)
    {
        foreach (var value in Enum.GetValues<UploadMethod>())
        {
            if (value.ToText() == text)
            {
                method = value;
                return true;
            }
        }

        method = default;
        return false;
    }

    /// <summary>Reads the word of evidence.</summary>
    public static bool TryParseEvidence(string text, out Evidence evidence)
    {
        evidence = text == Evidence.Object.ToText() ? Evidence.Object : Evidence.Callback;
        return evidence.ToText() == text;
    }
}
