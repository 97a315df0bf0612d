namespace SignGateway.Host.Edge;

/// <summary>
/// Header names as applications read them. Many turn a name into a variable first (CGI and what came after it), and then <c>X-User-Id</c>,
/// <c>x_user_id</c> and <c>X.User.Id</c> are one: whoever may send the second has sent the first.
/// </summary>
internal static class HeaderNames
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded", "X-Real-IP"];
    private static readonly string[] BeginningsOfProxies = ["X-Forwarded-", "X-Original-"];

    /// <summary>Whether an application may take one for the other.</summary>
    public static bool Same(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one.Length == other.Length && Begins(one, other);

    /// <summary>Whether only a proxy is entitled to say such a thing.</summary>
    public static bool TellsOfProxies(string name) =>
        Array.Exists(OfProxies, known => Same(name, known)) || Array.Exists(BeginningsOfProxies, beginning => Begins(name, beginning));

    private static bool Begins(ReadOnlySpan<char> name, ReadOnlySpan<char> beginning)
    {
        if (name.Length < beginning.Length)
            return false;
        for (var index = 0; index < beginning.Length; index++)
        {
            if (Plain(name[index]) != Plain(beginning[index]))
                return false;
        }

        return true;
    }

    private static char Plain(char character) => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-';
}
