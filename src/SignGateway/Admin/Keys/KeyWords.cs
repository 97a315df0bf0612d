using System.Diagnostics;
using SignGateway.Telemetry;

namespace SignGateway.Admin.Keys;

/// <summary>The words by which kinds and uses of keys travel in JSON and the ledger.</summary>
public static class KeyWords
{
    /// <summary>The kind's word.</summary>
    public static string ToText(this KeyKind kind) => kind switch
    {
        KeyKind.Ticket => "ticket",
        KeyKind.AccessKey => "accessKey",
        KeyKind.Webhook => "webhook",
        KeyKind.Forward => "forward",
        KeyKind.Token => "token",
        _ => throw new UnreachableException(),
    };

    /// <summary>The use's word.</summary>
    public static string ToText(this KeyUse use) => use switch
    {
        KeyUse.Signs => "signs",
        KeyUse.Accepts => "accepts",
        KeyUse.Archive => "archive",
        _ => throw new UnreachableException(),
    };

    /// <summary>The kind of a word; null for a word of a later version.</summary>
    public static KeyKind? KindOf(string word) =>
        Enum.GetValues<KeyKind>().Cast<KeyKind?>().FirstOrDefault(kind => kind!.Value.ToText() == word);
}
