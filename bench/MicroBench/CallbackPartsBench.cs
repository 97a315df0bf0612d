using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LoadBench;
using SignGateway.Protocol.Callbacks;

namespace MicroBench;

/// <summary>What is done with a callback before anybody is asked: the text that is signed, its signature, its body.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class CallbackPartsBench
{
    private readonly LocalGateway _gateway = new();
    private CallbackPublicKey? _key;
    private byte[] _form = [];
    private byte[] _json = [];
    private byte[] _text = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var callback = await _gateway.MakeCallbackAsync();
        _key = CallbackPublicKey.TryParse(LocalGateway.PublicPem)!;
        _form = Encoding.UTF8.GetBytes(callback.Body);
        _signature = Convert.FromBase64String(callback.Signature);
        _text = StringToVerify();
        _ = CallbackBody.TryParse(SignedCallback.ContentType, _form, out var body, out _);
        _json = JsonSerializer.SerializeToUtf8Bytes(body!.Names.ToDictionary(name => name, name => body.Get(name)));
        if (!Verify() || !ParseForm() || !ParseJson())
            throw new InvalidOperationException("The callback is not one that is taken.");
    }

    [Benchmark]
    public byte[] StringToVerify() => CallbackSignedText.Build(SignedCallback.Path, "", _form);

    [Benchmark]
    public bool Verify() => _key!.Verify(_text, _signature);

    [Benchmark]
    public bool ParseForm() => CallbackBody.TryParse(SignedCallback.ContentType, _form, out _, out _);

    [Benchmark]
    public bool ParseJson() => CallbackBody.TryParse("application/json", _json, out _, out _);
}
