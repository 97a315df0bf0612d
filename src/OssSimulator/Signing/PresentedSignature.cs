using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>What a signed request says about its own signature, wherever it carries it.</summary>
internal abstract record PresentedSignature(string AccessKeyId, string? SecurityToken, string Signature)
{
    /// <summary>Refuses what was signed too long ago, for too far ahead, or for another region.</summary>
    public abstract OssError? Check(SimulatorOptions options, DateTimeOffset now);

    public abstract string StringToSign(HttpRequest request, RequestTarget target);

    public abstract string Sign(string secret, string stringToSign);
}
