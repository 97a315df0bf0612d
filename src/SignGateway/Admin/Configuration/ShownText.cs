namespace SignGateway.Admin.Configuration;

/// <summary>Takes out of a harmless setting's text what is not harmless all the same: a URL's user info and its query.</summary>
internal static class ShownText
{
    public const string Hidden = "[hidden]";

    public static string Of(string text)
    {
        // A password may hold whatever it likes, so everything up to the last sign goes, the scheme as well.
        var at = text.LastIndexOf('@');
        var shown = at < 0 ? text : Hidden + text[at..];
        var query = shown.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? shown : shown[..(query + 1)] + Hidden;
    }
}
