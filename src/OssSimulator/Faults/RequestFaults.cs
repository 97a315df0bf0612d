using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary>The troubles that a request for one object may meet before it is looked at.</summary>
internal sealed class RequestFaults(SimulatorFaults faults, Hanging hanging)
{
    public async Task<OssError?> MeetAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && faults.TakeHang() is { } time) await hanging.WaitAsync(time, context.RequestAborted);
        return faults.TakeRefusal();
    }
}
