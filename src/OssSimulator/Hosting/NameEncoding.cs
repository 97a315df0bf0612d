using System.Xml;
using OssSimulator.Errors;
using OssSimulator.Signing;

namespace OssSimulator.Hosting;

/// <summary>How names are written in an answer: as they are, or, as <c>encoding-type=url</c> wants it, encoded, so that XML can carry all of them.</summary>
internal readonly record struct NameEncoding(bool IsUrl)
{
    private const string Parameter = "encoding-type";
    private const string Url = "url";

    public static OssError? Read(RequestTarget target, out NameEncoding encoding)
    {
        var given = target.Parameter(Parameter);
        encoding = new NameEncoding(given is not null);
        return given is null or Url ? null : OssErrors.InvalidArgument("Invalid Encoding Method specified in Request.", Parameter, given);
    }

    public string Apply(string name) => IsUrl ? PercentEncoding.Encode(name) : name;

    public void WriteTo(XmlWriter xml)
    {
        if (IsUrl) xml.WriteElementString("EncodingType", Url);
    }
}
