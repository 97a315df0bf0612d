using System.Text;

namespace SignGateway.Grants;

/// <summary>
/// A callback with gaps for a ticket and the names of vars. What stands around the gaps is what a rendered callback has around marks that stand in their places;
/// neither tickets nor names hold a character that any of its layers escapes.
/// </summary>
internal sealed class CallbackMould
{
    // Of characters that no layer escapes, and in no address.
    private const string Mark = "~-.gap.-~";

    private readonly byte[] _beforeTicket;
    private readonly byte[] _afterTicket;
    private readonly byte[] _beforeFirstVar;
    private readonly byte[] _withinVar;
    private readonly byte[] _betweenVars;
    private readonly byte[] _afterLastVar;

    /// <param name="render">The callback's JSON, given a ticket and the names of vars, each of which stands there twice.</param>
    public CallbackMould(Func<string, IEnumerable<string>, string> render)
    {
        var bare = Split(render(Mark, []));
        var withVars = Split(render(Mark, [Mark, Mark]));
        (_beforeTicket, _afterTicket) = (bare[0], bare[1]);
        (_beforeFirstVar, _withinVar, _betweenVars, _afterLastVar) = (withVars[1], withVars[2], withVars[3], withVars[5]);
    }

    public byte[] Fill(ReadOnlySpan<byte> ticket, IReadOnlyDictionary<string, string> vars)
    {
        var filled = new byte[LengthWith(ticket, vars)];
        var rest = filled.AsSpan();
        Append(ref rest, _beforeTicket);
        Append(ref rest, ticket);
        if (vars.Count == 0)
        {
            Append(ref rest, _afterTicket);
            return filled;
        }

        var before = _beforeFirstVar;
        foreach (var (name, _) in vars)
        {
            Append(ref rest, before);
            Append(ref rest, name);
            Append(ref rest, _withinVar);
            Append(ref rest, name);
            before = _betweenVars;
        }

        Append(ref rest, _afterLastVar);
        return filled;
    }

    private int LengthWith(ReadOnlySpan<byte> ticket, IReadOnlyDictionary<string, string> vars)
    {
        var length = _beforeTicket.Length + ticket.Length;
        if (vars.Count == 0)
            return length + _afterTicket.Length;
        length += _beforeFirstVar.Length + vars.Count * _withinVar.Length + (vars.Count - 1) * _betweenVars.Length + _afterLastVar.Length;
        foreach (var (name, _) in vars)
            length += 2 * name.Length;
        return length;
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> text)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static void Append(ref Span<byte> rest, string name) => rest = rest[Encoding.ASCII.GetBytes(name, rest)..];

    private static byte[][] Split(string json) => [.. json.Split(Mark).Select(Encoding.UTF8.GetBytes)];
}
