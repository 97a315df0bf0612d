using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Errors;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>What a text turned out to be.</summary>
internal abstract record Pasted
{
    private Pasted()
    {
    }

    /// <summary>A grant or a form.</summary>
    public sealed record Form(PastedForm Value) : Pasted;

    /// <summary>A policy by itself; null, and why, if OSS could not read it.</summary>
    public sealed record Policy(PostPolicy? Value, string Fault) : Pasted;

    /// <summary>A callback by itself; null, and why, if OSS could not read it.</summary>
    public sealed record Callback(CallbackDocument? Value, string Fault) : Pasted;

    /// <summary>A ticket by itself.</summary>
    public sealed record Ticket(string Text) : Pasted;

    /// <summary>An error of OSS, and the form that was pasted along with it, if any.</summary>
    public sealed record Error(OssErrorDocument Value, PastedForm? Beside) : Pasted;

    /// <summary>Anything else.</summary>
    public sealed record Unknown : Pasted;
}
